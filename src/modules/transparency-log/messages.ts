import { defineMessages } from '#platform/i18n';

/** `stop.<code>`: what happened. `wayOut.<code>`: what to do. Both stand at the terminal and in the office. */
export const messages = defineMessages({
  'zh-CN': {
    'permission.transparency-log': '公开登记',
    'permission.transparency-log.read': '查看公开登记的运行情况',
    'transparency-log.stopped': '公开登记已停止：不登记、不签名，直到有人处理。',
    'transparency-log.stop.file-newer':
      '数据目录中的检查点已有 {found} 条，数据库只有 {size} 条：数据库是从较早的备份恢复的。继续签名会与已公布的登记相矛盾。',
    'transparency-log.wayOut.file-newer':
      '有更新的备份，请停机后恢复它。没有时，停机运行 log:accept-restore：缺少的登记从数据目录的登记文件补回，内容只能凭备份找回。',
    'transparency-log.stop.other-root':
      '数据目录中第 {size} 条处的检查点与数据库算出的不同：其中一方被改动过，或者两者不属于同一套系统。',
    'transparency-log.wayOut.other-root':
      '请核对 GONGKAI_DATA 与 DATABASE_URL 是否属于同一套系统；运行 log:fsck 查看哪一条不符；从改动之前的备份恢复。',
    'transparency-log.stop.other-origin':
      '数据目录中的检查点属于另一登记“{found}”，本系统的登记名是“{origin}”。',
    'transparency-log.wayOut.other-origin': '请核对 GONGKAI_DATA 与 DATABASE_URL 是否属于同一套系统。',
    'transparency-log.stop.origin-changed':
      '登记名首次启动时定为“{origin}”，现在的设置是“{configured}”。登记名一经使用不能更改，否则读者无法核对以前的登记。',
    'transparency-log.wayOut.origin-changed':
      '公开地址变更后，请设 GONGKAI_LOG_ORIGIN={origin}，登记以原名继续；若是设置有误，请改回 GONGKAI_URL。',
    'transparency-log.stop.leaf-altered':
      '数据库中的登记与已签名的第 {size} 条检查点不符（现存 {stored} 条）：已有的登记被改动或丢失。',
    'transparency-log.wayOut.leaf-altered': '请运行 log:fsck 查看哪一条不符，再从改动之前的备份恢复数据库。',
    'transparency-log.stop.tile-altered': '登记文件 {path} 的内容与数据库不符。',
    'transparency-log.wayOut.tile-altered':
      '请运行 log:fsck。数据库与全部检查点相符时，用 log:fsck --repair 重写登记文件，原文件留作查证。',
    'transparency-log.stop.key-lost': '签名密钥文件 {path} 不在，或不是公布过的那一把。',
    'transparency-log.wayOut.key-lost':
      '请从备份放回该文件（权限 0600）。确已丢失时，运行 log:rotate-key --lost 换用新密钥，并告知见证单位和读者。',
    'transparency-log.stop.witness-ahead':
      '见证单位 {witness} 已签过本登记的第 {size} 条检查点，本系统没有：本系统是从较早的备份恢复的。',
    'transparency-log.wayOut.witness-ahead':
      '有更新的备份，请停机后恢复它。没有时，取得登记文件的副本（监督方、镜像站），停机运行 log:accept-restore --from <文件夹>。查明是见证单位出错的，从见证规则文件中删去它后重新启动。',
    'transparency-log.trouble.disk-full': '磁盘已满，登记暂不公布；腾出空间后自动继续。',
    'transparency-log.trouble.below-quorum': '见证签名不足，第 {size} 条检查点暂不公布；正在重试。',
    'transparency-log.trouble.checkpoint-unreadable':
      '数据目录中的检查点文件无法读取，已按数据库重写；原文件留在 {path}。请查明原因；移走该文件后，此提示消失。',
    'transparency-log.trouble.seal-failed': '公布登记时出错，将自动重试：{message}',
    'transparency-log.finding.gap': '此处缺一条登记，其后的都无法核对。从备份恢复数据库。',
    'transparency-log.finding.leaf': '这条登记的散列与内容不符：内容或散列被改动。从备份恢复数据库。',
    'transparency-log.finding.nodes': '这条登记处的树节点与登记不符。从备份恢复数据库。',
    'transparency-log.finding.entry': '这条登记不是规范的 JSON，或类型不符。从备份恢复数据库。',
    'transparency-log.finding.head': '已签名的检查点与登记不符：登记被改动或丢失。从备份恢复数据库。',
    'transparency-log.finding.head-note': '检查点的文字或签名不成立。请查明来历；从备份恢复数据库。',
    'transparency-log.finding.published': '已公布的检查点与登记不符：登记被改动或丢失。从备份恢复数据库。',
    'transparency-log.finding.key-file':
      '签名密钥文件不在或不符。从备份放回；已丢失时用 log:rotate-key --lost。',
    'transparency-log.finding.key-mode': '签名密钥文件可被其他用户读取。请把权限改为 0600，并考虑更换密钥。',
    'transparency-log.finding.file-missing': '登记文件不在。用 log:fsck --repair 重写。',
    'transparency-log.finding.file-differs': '登记文件与登记不符。查明原因后用 log:fsck --repair 重写。',
    'transparency-log.finding.file-stray': '登记目录中有不属于登记的文件。查明来历后移走。',
    'transparency-log.finding.checkpoint-file':
      '检查点文件与数据库公布的不同。服务启动时会重写；比数据库新时见 log:accept-restore。',
    'refusal.log-stopped': '公开登记已停止，暂时不能发布、更正、撤回。请系统管理员在“公开登记”查看原因。',
    'refusal.log-nothing-restored': '没有需要确认的恢复：数据库与登记文件相符。',
    'refusal.log-copy-incomplete': '{path} 不在副本中，无法补回全部登记。请换一份更完整的副本。',
    'refusal.log-copy-differs':
      '副本与数据库在第 {index} 条不同，不能合并。请从停机前的备份重新恢复后再运行。',
    'refusal.log-copy-unsigned': '副本的检查点不是本登记的密钥签的，不能采用。',
    'refusal.log-other-stop': '登记因别的原因停止（{code}），请先处理它。',
  },
  en: {
    'permission.transparency-log': 'transparency log',
    'permission.transparency-log.read': 'see how the transparency log runs',
    'transparency-log.stopped':
      'The transparency log is stopped: nothing is registered or signed until somebody has decided.',
    'transparency-log.stop.file-newer':
      'The checkpoint in the data folder has {found} entries, the database only {size}: the database was restored from an older backup. To sign on would contradict what was published.',
    'transparency-log.wayOut.file-newer':
      'Restore a newer backup with the server stopped. If there is none, stop the server and run log:accept-restore: the missing entries are taken from the log files of the data folder; contents can only come from backups.',
    'transparency-log.stop.other-root':
      'The checkpoint in the data folder differs from the database at size {size}: one of both was changed, or they belong to different installations.',
    'transparency-log.wayOut.other-root':
      'See that GONGKAI_DATA and DATABASE_URL belong together; run log:fsck to see which entry differs; restore from a backup made before the change.',
    'transparency-log.stop.other-origin':
      'The checkpoint in the data folder is of another log, “{found}”; this one is “{origin}”.',
    'transparency-log.wayOut.other-origin': 'See that GONGKAI_DATA and DATABASE_URL belong together.',
    'transparency-log.stop.origin-changed':
      'The log was named “{origin}” at its first start; the settings now say “{configured}”. A log keeps its name, or readers could not check what it said before.',
    'transparency-log.wayOut.origin-changed':
      'When the public address has changed, set GONGKAI_LOG_ORIGIN={origin}: the log goes on under its name. When the setting is a mistake, put GONGKAI_URL right.',
    'transparency-log.stop.leaf-altered':
      'The entries in the database do not give the checkpoint of size {size} that was signed ({stored} are stored): entries were changed or lost.',
    'transparency-log.wayOut.leaf-altered':
      'Run log:fsck to see which entry differs, then restore the database from a backup made before the change.',
    'transparency-log.stop.tile-altered': 'The log file {path} is not what the database says.',
    'transparency-log.wayOut.tile-altered':
      'Run log:fsck. If the database agrees with every checkpoint, log:fsck --repair writes the files anew and keeps the old ones for inspection.',
    'transparency-log.stop.key-lost':
      'The signing key {path} is missing, or is not the one that was published.',
    'transparency-log.wayOut.key-lost':
      'Put the file back from a backup (mode 0600). If it is lost, run log:rotate-key --lost, and tell witnesses and readers.',
    'transparency-log.stop.witness-ahead':
      'Witness {witness} has signed a checkpoint of size {size} of this log that this installation does not have: it was restored from an older backup.',
    'transparency-log.wayOut.witness-ahead':
      'Restore a newer backup with the server stopped. If there is none, get a copy of the log files (monitor, mirror), stop the server and run log:accept-restore --from <folder>. If it is the witness that is wrong, take it out of the policy file and start again.',
    'transparency-log.trouble.disk-full':
      'The disk is full and the log publishes nothing; it goes on by itself once there is space.',
    'transparency-log.trouble.below-quorum':
      'Too few witnesses have signed: the checkpoint of size {size} is not published yet; trying again.',
    'transparency-log.trouble.checkpoint-unreadable':
      'The checkpoint file in the data folder could not be read and was written anew; the old one is kept as {path}. Find out why; once that file is moved away, this notice ends.',
    'transparency-log.trouble.seal-failed': 'Publishing failed and will be tried again: {message}',
    'transparency-log.finding.gap':
      'An entry is missing here, and nothing after it can be checked. Restore the database from a backup.',
    'transparency-log.finding.leaf':
      'The hash of this entry is not that of its bytes: one of both was changed. Restore the database from a backup.',
    'transparency-log.finding.nodes':
      'The nodes of the tree at this entry do not fit the entries. Restore the database from a backup.',
    'transparency-log.finding.entry':
      'This entry is not canonical JSON, or not of its type. Restore the database from a backup.',
    'transparency-log.finding.head':
      'A signed head does not fit the entries: entries were changed or lost. Restore the database from a backup.',
    'transparency-log.finding.head-note':
      'The text or a signature of a checkpoint does not hold. Find out where it came from; restore the database from a backup.',
    'transparency-log.finding.published':
      'A published checkpoint does not fit the entries: entries were changed or lost. Restore the database from a backup.',
    'transparency-log.finding.key-file':
      'The signing key is missing or another. Put it back from a backup; if it is lost, log:rotate-key --lost.',
    'transparency-log.finding.key-mode':
      'Other users can read the signing key. Set its mode to 0600, and consider changing the key.',
    'transparency-log.finding.file-missing': 'A log file is missing. log:fsck --repair writes it anew.',
    'transparency-log.finding.file-differs':
      'A log file does not fit the entries. Find out why, then log:fsck --repair writes it anew.',
    'transparency-log.finding.file-stray':
      'A file in the log folder does not belong to the log. Find out where it came from and move it away.',
    'transparency-log.finding.checkpoint-file':
      'The checkpoint file is not the one the database serves. The server rewrites it at start; when it is newer than the database, see log:accept-restore.',
    'refusal.log-stopped':
      'The transparency log is stopped: nothing can be published, corrected or withdrawn now. A system administrator sees why under “Transparency log”.',
    'refusal.log-nothing-restored': 'There is no restore to accept: database and log files agree.',
    'refusal.log-copy-incomplete':
      '{path} is missing in the copy: not all entries can be brought back. Use a more complete copy.',
    'refusal.log-copy-differs':
      'Copy and database differ at entry {index} and can not be joined. Restore again from the backup with the server stopped, then run this.',
    'refusal.log-copy-unsigned': 'The checkpoint of the copy is not signed by a key of this log.',
    'refusal.log-other-stop': 'The log is stopped for another reason ({code}); settle that first.',
  },
});
