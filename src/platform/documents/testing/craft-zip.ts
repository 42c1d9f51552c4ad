import { crc32, deflateRawSync } from 'node:zlib';

/* Makes archives, honest and lying ones. Used by tests only. */

export type CraftedPart = {
  name: string;
  data: Buffer;
  flags?: number;
  /** unix file type and rights, as a symbolic link has them */
  mode?: number;
  /** declared sizes and place, when the archive is to lie */
  size?: number;
  offset?: number;
};

/** A deflated archive, honest unless told to lie. */
export function craftZip(parts: readonly CraftedPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.data);
    const name = Buffer.from(part.name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((part.flags ?? 0) | 0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(part.data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.size ?? part.data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((part.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(part.offset ?? offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name);
    if (part.offset === undefined) {
      bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
      offset += 30 + name.length + packed.length;
    }
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** An honest deflated archive of the given parts. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return craftZip(Object.entries(parts).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}
