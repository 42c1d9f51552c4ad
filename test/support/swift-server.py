"""OpenStack Swift (Debian: python3-swift) with its S3 interface, whole, in one process that keeps everything in one folder.

The account, container and object servers and the proxy in front of them are Swift's own, as are signatures, rings, the
databases of the lists and the extended attributes of the objects; only what would start them as services of the machine
is left out. The test that starts this holds its standard input: when it closes, everything ends.

Arguments: key, secret, and where it may make its folder, best first. Its first line says the port of the S3 interface
and the folder, in JSON.
"""

import json
import os
import shutil
import sys
import tempfile

import eventlet
from swift.common import utils

utils.eventlet_monkey_patch()

from eventlet import wsgi  # noqa: E402
from swift.common.ring.builder import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

KINDS = ('account', 'container', 'object')

STORAGE = """[DEFAULT]
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
fallocate_reserve = 0
disable_fallocate = true
[app:main]
use = egg:swift#{kind}
"""

# As Swift's own proxy-server.conf-sample puts the filters when S3 is spoken and accounts stand in the file.
PROXY = """[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats s3api tempauth bulk slo versioned_writes copy proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
max_bucket_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:versioned_writes]
use = egg:swift#versioned_writes
[filter:copy]
use = egg:swift#copy
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


class Cache:
    """What the proxy asks of memcached; one process can keep it by itself, and only for as long as it lives."""

    def __init__(self):
        self.kept = {}

    def get(self, key, **_):
        return self.kept.get(key)

    def set(self, key, value, **_):
        self.kept[key] = value

    def delete(self, key, **_):
        self.kept.pop(key, None)

    def incr(self, key, delta=1, **_):
        self.kept[key] = self.kept.get(key, 0) + delta
        return self.kept[key]


def with_cache(app, cache):
    def ask(env, start_response):
        env['swift.cache'] = cache
        return app(env, start_response)
    return ask


def serve(sock, app):
    # Headers as they are: S3 clients look for “ETag” (swift.common.wsgi.run_server says the same).
    eventlet.spawn(wsgi.server, sock, app, open(os.devnull, 'w'), protocol=SwiftHttpProtocol,
                   capitalize_response_headers=False)


def make_folder(bases):
    """In the first base whose files can carry as much as Swift writes beside an object."""
    for base in bases:
        folder = None
        try:
            folder = tempfile.mkdtemp(prefix='gongkai-swift-', dir=base)
            os.setxattr(folder, 'user.swift.metadata', b'x' * 2048)
            return folder
        except OSError:
            if folder is not None:
                os.rmdir(folder)
    sys.exit('no extended attributes (user.*) in ' + ', '.join(bases))


def main(folder, key, secret):
    account, user = key.split(':')
    os.makedirs(os.path.join(folder, 'devices', 'one'))
    write(folder, 'swift.conf', '[swift-hash]\nswift_hash_path_suffix = tests\n')
    utils.set_swift_dir(folder)
    sockets = {kind: eventlet.listen(('127.0.0.1', 0)) for kind in KINDS}
    for kind in KINDS:
        ring = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
        ring.add_dev({'region': 1, 'zone': 1, 'weight': 1, 'device': 'one', 'ip': '127.0.0.1',
                      'port': sockets[kind].getsockname()[1]})
        ring.rebalance()
        ring.get_ring().save(os.path.join(folder, kind + '.ring.gz'))
    for kind in KINDS:
        conf = write(folder, kind + '-server.conf', STORAGE.format(folder=folder, kind=kind))
        serve(sockets[kind], loadapp(conf))
    front = eventlet.listen(('127.0.0.1', 0))
    conf = write(folder, 'proxy-server.conf',
                 PROXY.format(folder=folder, account=account, user=user, secret=secret))
    serve(front, with_cache(loadapp(conf), Cache()))
    print(json.dumps({'port': front.getsockname()[1], 'folder': folder}), flush=True)
    # In a thread of its own: the servers answer meanwhile.
    eventlet.tpool.execute(sys.stdin.read)


place = make_folder(sys.argv[3:])
try:
    main(place, *sys.argv[1:3])
finally:
    shutil.rmtree(place)
os._exit(0)
