import { defineMessages } from '#platform/i18n';

/** Words about policy files (`policy.<fault>`), and about witnesses that gave no cosignature (`witness.<problem>`). */
export const witnessMessages = defineMessages({
  'zh-CN': {
    'transparency-log.policy.at': '{file} 第 {line} 行：{problem}',
    'transparency-log.policy.notUtf8': '不是 UTF-8 文字',
    'transparency-log.policy.controlCharacter': '有控制字符 {word}；换行只用 LF（U+000A）',
    'transparency-log.policy.noLastNewline': '最后一行没有换行，文件可能不完整',
    'transparency-log.policy.tooLong': '文件过长，或同类行超过 256 行',
    'transparency-log.policy.unknownWord': '行首应为 log、witness、group 或 quorum，现为“{word}”',
    'transparency-log.policy.tooFewFields': '这一行缺少内容',
    'transparency-log.policy.tooManyFields': '“{word}”是多余的',
    'transparency-log.policy.badKey': '不是公钥（名称+编号+base64）：{word}',
    'transparency-log.policy.wrongKeyType': '公钥种类不符：日志行用日志公钥，见证行用见证公钥：{word}',
    'transparency-log.policy.keyTwice': '同一公钥上文已有：{word}',
    'transparency-log.policy.nameTaken': '名称“{word}”上文已用',
    'transparency-log.policy.nameReserved': '名称不能用“none”',
    'transparency-log.policy.badUrl': '网址应以 http:// 或 https:// 开头，不带参数和账号：{word}',
    'transparency-log.policy.noSuchName': '上文没有名为“{word}”的见证单位或组',
    'transparency-log.policy.badThreshold': '应为 any、all 或 1 至成员数之间的数字，现为“{word}”',
    'transparency-log.policy.memberTwice': '“{word}”已是某一组的成员；每个名称只能归入一组',
    'transparency-log.policy.quorumTwice': 'quorum 只能有一行',
    'transparency-log.policy.noQuorum': '缺少 quorum 行（不要求见证时写 quorum none）',
    'transparency-log.witness.noAddress': '见证规则文件中没有它的网址',
    'transparency-log.witness.unreachable': '连不上',
    'transparency-log.witness.late': '未在限时内答复',
    'transparency-log.witness.refused': '拒绝了请求',
    'transparency-log.witness.unknownLog': '它的日志清单中没有本登记，请联系其管理人员登记本系统公钥',
    'transparency-log.witness.unknownKey': '它不认识本登记的签名公钥，请联系其管理人员更新公钥',
    'transparency-log.witness.badAnswer': '答复不符合规范',
    'transparency-log.witness.noCosignature': '答复中没有它的签名，请核对见证规则文件中的公钥',
    'transparency-log.witness.badSignature': '签名与检查点不符，未采用',
    'transparency-log.witness.clock': '它的时钟与本机相差超过五分钟，签名未采用，请双方校时',
    'transparency-log.witness.busy': '它正忙，稍后重试',
    'transparency-log.witness.ahead': '它已签过更多登记：本系统可能是从旧备份恢复的',
    'transparency-log.witness.forked': '它签过的登记与本系统的不一致',
  },
  en: {
    'transparency-log.policy.at': '{file} line {line}: {problem}',
    'transparency-log.policy.notUtf8': 'not UTF-8',
    'transparency-log.policy.controlCharacter': 'control character {word}; lines end with LF (U+000A) only',
    'transparency-log.policy.noLastNewline':
      'the last line does not end with a line feed; the file may be cut off',
    'transparency-log.policy.tooLong': 'the file is too long, or has more than 256 lines of a kind',
    'transparency-log.policy.unknownWord':
      'a line begins with log, witness, group or quorum, not with “{word}”',
    'transparency-log.policy.tooFewFields': 'something is missing in this line',
    'transparency-log.policy.tooManyFields': '“{word}” is too much',
    'transparency-log.policy.badKey': 'not a verifier key (name+id+base64): {word}',
    'transparency-log.policy.wrongKeyType':
      'the wrong kind of key: logs have log keys, witnesses have witness keys: {word}',
    'transparency-log.policy.keyTwice': 'this key stands above already: {word}',
    'transparency-log.policy.nameTaken': 'the name “{word}” is used above',
    'transparency-log.policy.nameReserved': 'nobody may be called “none”',
    'transparency-log.policy.badUrl':
      'an address begins with http:// or https:// and has neither query nor account: {word}',
    'transparency-log.policy.noSuchName': 'no witness or group above is called “{word}”',
    'transparency-log.policy.badThreshold':
      'expected any, all, or a number from 1 to that of the members, not “{word}”',
    'transparency-log.policy.memberTwice': '“{word}” is in a group already; each name belongs to one',
    'transparency-log.policy.quorumTwice': 'there is one quorum line only',
    'transparency-log.policy.noQuorum': 'the quorum line is missing (quorum none asks for no witness)',
    'transparency-log.witness.noAddress': 'the policy file has no address for it',
    'transparency-log.witness.unreachable': 'cannot be reached',
    'transparency-log.witness.late': 'did not answer in time',
    'transparency-log.witness.refused': 'refused the request',
    'transparency-log.witness.unknownLog':
      'does not have this log in its list; ask its operators to add our verifier key',
    'transparency-log.witness.unknownKey':
      'does not know the key this log signs with; ask its operators to update it',
    'transparency-log.witness.badAnswer': 'answered something that is not in the specification',
    'transparency-log.witness.noCosignature':
      'its answer has no signature of its key; compare the key in the policy file',
    'transparency-log.witness.badSignature': 'its signature does not fit the checkpoint and was not used',
    'transparency-log.witness.clock':
      'its clock and ours are more than five minutes apart; its signature was not used; set both clocks',
    'transparency-log.witness.busy': 'busy; it will be asked again',
    'transparency-log.witness.ahead':
      'has signed more entries than we have: this installation may have been restored from an old backup',
    'transparency-log.witness.forked': 'has signed entries that differ from ours',
  },
});
