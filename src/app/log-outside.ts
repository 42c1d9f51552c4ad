import { readFileSync } from 'node:fs';
import {
  type LogSettings,
  noCosigner,
  readCertificates,
  readPolicyFile,
  witnessCosigner,
} from '#modules/transparency-log';
import type { Config } from '#platform/config';

/**
 * Those outside that the log of an installation works with: witnesses and peers by its policy file, a time-stamping authority
 * with the roots it is believed by.
 * @throws BadPolicyFile; what the system says of a file that cannot be read
 */
export function outsideOf(config: Config['log']): Pick<LogSettings, 'cosigner' | 'policy' | 'anchors'> {
  const policy = config?.policy == null ? null : readPolicyFile(config.policy);
  const authority = config?.authority ?? null;
  return {
    policy,
    cosigner: policy === null ? noCosigner : witnessCosigner({ policy }),
    anchors: {
      logs: policy?.logs ?? [],
      authority:
        authority === null
          ? null
          : { url: authority.url, roots: readCertificates(readFileSync(authority.roots, 'utf8')) },
    },
  };
}
