import type { Translate } from '#platform/i18n';
import type { Quorum } from './policy.ts';

/** Who must sign, in words: “甲、乙、丙中至少 2 个签名”, groups within groups in brackets. */
export function quorumWords(quorum: Quorum | null, t: Translate): string {
  if (quorum === null) return t('transparency-log.quorum.none');
  if ('witness' in quorum) return t('transparency-log.quorum.one', { members: quorum.witness });
  const { least } = quorum;
  const members = quorum.members
    .map((one) =>
      'witness' in one ? one.witness : t('transparency-log.quorum.inside', { inner: quorumWords(one, t) }),
    )
    .join(t('transparency-log.quorum.join'));
  if (quorum.members.length === 1) return t('transparency-log.quorum.one', { members });
  if (least === quorum.members.length) return t('transparency-log.quorum.all', { members });
  return t(least === 1 ? 'transparency-log.quorum.any' : 'transparency-log.quorum.some', { members, least });
}
