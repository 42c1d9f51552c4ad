import { defineMessages } from '#platform/i18n';

/** Why something cannot be done, in the user's words: what is the matter, and what to do. */
export const refusals = defineMessages({
  'zh-CN': {
    // the state of the case
    'refusal.case-is-draft': '这份方案还在起草，尚未提出。',
    'refusal.case-is-inReview': '这份方案正在审核。',
    'refusal.case-is-inSecrecyReview': '这份方案正在保密审查。',
    'refusal.case-is-inApproval': '这份方案正在审批。',
    'refusal.case-is-escalated': '这份方案已报上级审批，等待上级决定。',
    'refusal.case-is-approved': '这份方案已经批准，等待发布。',
    'refusal.case-is-published': '这份方案已经公开。如需改动，请办理更正、澄清、撤下或有效性变更。',
    'refusal.case-is-returned': '这份方案已退回。请点“重新起草”，修改后再提出。',
    'refusal.case-is-cancelled': '这份方案已撤回。如需继续办理，请点“重新起草”。',
    'refusal.case-is-superseded': '这一版已被后来的版本取代，请打开最新一版。',
    // who one is to the case
    'refusal.case-not-drafter': '只有本单位的承办人可以办理这一步。',
    'refusal.case-needs-reviewer': '这一步由审核人办理，您没有这里的审核人职责。',
    'refusal.case-needs-committeeOffice': '这一步由党委办公室办理，您没有这里的党委办公室职责。',
    'refusal.case-needs-lineLead': '这一步由条线牵头部门办理，您没有这里的条线牵头职责。',
    'refusal.case-needs-secrecyReviewer': '这一步由保密审查员办理，您没有这里的保密审查员职责。',
    'refusal.case-needs-approver': '这一步由审批人办理，您没有这里的审批人职责。',
    'refusal.case-you-edited': '您起草或修改过这份方案，不能再审核、审查或审批它。请由其他同志办理。',
    'refusal.case-you-proposed': '这份方案是您提出的，不能由您审核、审查或审批。请由其他同志办理。',
    'refusal.case-you-decided': '您已经办理过这份方案的一个环节，同一人不能办理两个环节。请由其他同志办理。',
    'refusal.case-done-for-you': '有人代您办理过这份方案的前一环节，您本人不能再办理后面的环节。',
    'refusal.case-principal-had-hand': '委托您的同志经手过这份方案，您不能代其办理后面的环节。',
    'refusal.case-role-above': '您的职责在上级单位，没有延伸到这里。需要上级审批时，请由本级先报批。',
    'refusal.case-role-elsewhere': '您在别的单位担任这一职责，不能办理这里的事项。',
    'refusal.case-not-claimant': '这一步不是您签收的。',
    'refusal.case-not-proposer': '只有提出人可以撤回。',
    'refusal.case-not-stopper': '只有提出人或审批人可以取消发布。',
    'refusal.case-only-publication': '这一步由系统在发布时自动完成。',
    // what else must be true
    'refusal.case-step-without-unit':
      '流程中有一步找不到办理单位，无法继续。请与管理员联系，核对流程和单位设置。',
    'refusal.case-claimed': '{name}已签收这一步。如对方不能办理，您可以先接手签收。',
    'refusal.case-claimed-by-you': '您已经签收了这一步。',
    'refusal.case-not-escalatable': '按本单位流程，这一步不能报上级审批。',
    'refusal.case-no-superior': '没有上级单位可以报批。',
    'refusal.case-not-live': '这一版不是现在公开的版本，请打开现行版本办理。',
    'refusal.case-withdrawn': '这一事项已经撤下，不能再办理更正或变更。需要重新公开时，请新建一份方案。',
    'refusal.case-under-way': '这一事项已有一版正在办理，请等它办结或撤回后再办。',
    'refusal.case-not-newest': '后面已有新的一版，请打开最新一版办理。',
    'refusal.case-no-after-review': '这一版没有等待补审的环节。',
    'refusal.case-urgent-purpose': '撤下和有效性变更不走应急发布，请按流程提出。',
    'refusal.case-content-changed': '您看到的内容不是现在待办的内容，请刷新后核对再办。',
    'refusal.case-reason-required': '请写明理由。',
    'refusal.step-is-secrecy-review': '现在是保密审查环节，请按保密审查办理。',
    'refusal.step-is-review': '现在是审核环节，请按审核办理。',
    // drafting
    'refusal.draft-changed': '{name}刚刚保存过这份草稿，请刷新核对后再提出。',
    'refusal.draft-incomplete': '还不能提出：{problem}（共 {count} 处需要补正）',
    'refusal.attachment-too-many': '附件最多 {most} 个。请合并后再上传。',
    'refusal.attachment-there-already': '“{name}”已经在附件里了，没有重复添加。',
    'refusal.import-not-a-text': '“{name}”不能导入为正文。可导入 DOCX、TXT、MD；其他文件请作为附件上传。',
    'refusal.import-empty': '“{name}”里没有可以导入的文字。',
    'refusal.import-too-complex':
      '“{name}”内容过多或结构过于复杂，无法读成正文。请拆分后再导入，或作为附件上传。',
    'refusal.import-too-long': '“{name}”超过一篇正文的篇幅。请只保留要公开的正文，其余作为附件上传。',
    'refusal.import-damaged': '“{name}”读不出来，文件可能已损坏。请用原软件打开后另存为 DOCX，再重新上传。',
    'refusal.table-too-large-for-text':
      '“{name}”的表格超过 {rows} 行或 {columns} 列，放进正文不便阅读，请保留为附件。',
    'refusal.table-none-for-text': '“{name}”里没有可以放进正文的表格。',
    'refusal.publish-at-past': '发布时间已经过去，请另定时间，或选择立即发布。',
    'refusal.diff-other-dossier': '只能比较同一事项的两个版本。',
    // screening
    'refusal.screening-secret':
      '{secretIn}中发现密级标志或内部文件标志，已停止办理，没有保存。涉密内容不得在本系统处理，请立即按保密规定报告。',
    'refusal.screening-undecided': '还有 {count} 处审查发现没有处理，请逐处决定后再通过。',
    'refusal.screening-mask-missing': '有 {count} 处已决定遮盖，但原文还在，请遮盖后再继续。',
    'refusal.screening-changed':
      '发布前再次审查，有 {count} 处新发现没有处理，已停止发布。请保密审查员逐处决定，再由审批人改期发布。',
    'refusal.attachment-altered': '附件“{name}”的文件与签批时不一致，已停止发布。请立即告知管理员。',
    'refusal.screening-missing': '内容还没有经过保密与隐私审查，请重新提出。',
    // publication
    'refusal.publish-too-early': '还没有到批准的发布时间。',
    'refusal.content-altered': '内容与签批时不一致，已停止发布。请立即告知管理员。',
    'refusal.authority-lapsed': '批准人已不再担任审批职责，已停止发布。请由现任审批人重新审批。',
    'refusal.order-not-proposed': '没有提出的签字，不能发布。',
    'refusal.order-step-missing': '没有走完审核、保密审查、审批全部环节，不能发布。',
    'refusal.order-other-content': '有环节签的不是这份内容，不能发布。',
    'refusal.order-same-person': '有同一人办理了两个环节，不能发布。',
    // processes
    'refusal.process-kind-missing':
      '流程里缺少不带条件的“{stepKind}”环节。审核、保密审查、审批一个都不能少。',
    'refusal.process-order': '环节“{stepKey}”的次序不对。次序必须是：审核在保密审查之前，审批在最后。',
    'refusal.process-key-twice': '环节代号“{stepKey}”用了两次，请改成不同的代号。',
    'refusal.process-role': '环节“{stepKey}”不能由这一职责办理。',
    'refusal.process-unit-missing':
      '请为环节“{stepKey}”指定一个存在的办理单位；只有“指定单位”的环节才填单位。',
    'refusal.process-escalation': '环节“{stepKey}”不是审批，不能设为可报批。',
  },
  en: {
    'refusal.case-is-draft': 'This is still a draft; it has not been proposed.',
    'refusal.case-is-inReview': 'This is being reviewed.',
    'refusal.case-is-inSecrecyReview': 'This is in secrecy review.',
    'refusal.case-is-inApproval': 'This is waiting for approval.',
    'refusal.case-is-escalated': 'This has been sent up; the superior decides.',
    'refusal.case-is-approved': 'This is approved and waits to be published.',
    'refusal.case-is-published':
      'This is published. To change it, start a correction, clarification, withdrawal or change of validity.',
    'refusal.case-is-returned': 'This was returned. Choose “Draft again”, mend it and propose it anew.',
    'refusal.case-is-cancelled': 'This was taken back. To go on, choose “Draft again”.',
    'refusal.case-is-superseded': 'A later version has replaced this one. Open the newest.',
    'refusal.case-not-drafter': 'Only handlers of this unit can do this.',
    'refusal.case-needs-reviewer': 'A reviewer decides this step; you are not a reviewer here.',
    'refusal.case-needs-committeeOffice': 'The committee office decides this step; you are not of it here.',
    'refusal.case-needs-lineLead': 'The line lead decides this step; you are not of it here.',
    'refusal.case-needs-secrecyReviewer': 'A secrecy reviewer decides this step; you are not one here.',
    'refusal.case-needs-approver': 'An approver decides this step; you are not one here.',
    'refusal.case-you-edited': 'You wrote in this text, so you cannot decide about it. Somebody else must.',
    'refusal.case-you-proposed': 'You proposed this, so you cannot decide about it. Somebody else must.',
    'refusal.case-you-decided':
      'You have already decided one step of this; nobody decides two. Somebody else must.',
    'refusal.case-done-for-you':
      'Somebody acting for you had a hand in this, so you cannot decide a later step.',
    'refusal.case-principal-had-hand':
      'The person you act for had a hand in this, so you cannot decide for them.',
    'refusal.case-role-above':
      'Your role is in a superior unit and does not reach here. The unit itself must send it up first.',
    'refusal.case-role-elsewhere': 'You hold this role in another unit, not here.',
    'refusal.case-not-claimant': 'You have not claimed this step.',
    'refusal.case-not-proposer': 'Only the proposer can take it back.',
    'refusal.case-not-stopper': 'Only the proposer or an approver can stop publication.',
    'refusal.case-only-publication': 'The system does this by itself when publishing.',
    'refusal.case-step-without-unit':
      'A step of the process has no unit to decide it. Ask the administrator to check process and units.',
    'refusal.case-claimed': '{name} has claimed this step. If they cannot act, you may take it over.',
    'refusal.case-claimed-by-you': 'You have already claimed this step.',
    'refusal.case-not-escalatable': 'In this process the step cannot be sent up.',
    'refusal.case-no-superior': 'There is no superior to send it to.',
    'refusal.case-not-live': 'This is not the version now published. Open the current one.',
    'refusal.case-withdrawn':
      'This has been withdrawn and cannot be changed. To publish again, begin a new one.',
    'refusal.case-under-way':
      'Another version of this is under way. Wait until it is finished or take it back.',
    'refusal.case-not-newest': 'There is a newer version. Open that one.',
    'refusal.case-no-after-review': 'No step of this version waits to be reviewed afterwards.',
    'refusal.case-urgent-purpose':
      'Withdrawals and changes of validity are not published urgently. Propose them in the ordinary order.',
    'refusal.case-content-changed':
      'What you saw is not what now waits for you. Reload, check and decide again.',
    'refusal.case-reason-required': 'Give the reason.',
    'refusal.step-is-secrecy-review': 'This is the secrecy review now; decide it as such.',
    'refusal.step-is-review': 'This is the review now; decide it as such.',
    'refusal.draft-changed': '{name} has just saved this draft. Reload and check before you propose it.',
    'refusal.draft-incomplete': 'Not ready: {problem} ({count} to mend)',
    'refusal.attachment-too-many': 'At most {most} attachments. Join some of them.',
    'refusal.attachment-there-already': '“{name}” is already attached; nothing was added.',
    'refusal.import-too-complex':
      '“{name}” is too large or too complex to be read as a text. Split it and import again, or attach it.',
    'refusal.import-too-long':
      '“{name}” is longer than one text may be. Keep the text to be published, and attach the rest.',
    'refusal.import-damaged':
      '“{name}” cannot be read; the file may be damaged. Open it in its own program, save it as DOCX and upload it again.',
    'refusal.table-too-large-for-text':
      'The table in “{name}” has more than {rows} rows or {columns} columns: too large to read in a text. Keep it as an attachment.',
    'refusal.table-none-for-text': 'There is no table in “{name}” to put into the text.',
    'refusal.import-not-a-text':
      '“{name}” cannot be imported as text. DOCX, TXT and MD can; attach other files instead.',
    'refusal.import-empty': '“{name}” has no text to import.',
    'refusal.publish-at-past': 'That time has passed. Choose another, or publish at once.',
    'refusal.diff-other-dossier': 'Only two versions of the same matter can be compared.',
    'refusal.screening-secret':
      'A mark of secrecy or of an internal document was found in the {secretIn}; nothing was saved. Classified matter may not be handled here: report it at once.',
    'refusal.screening-undecided': '{count} findings are not decided yet. Decide each before you pass this.',
    'refusal.screening-mask-missing':
      '{count} values were to be masked and still stand in the text. Mask them first.',
    'refusal.screening-changed':
      'Screened once more before publication: {count} new findings are undecided, so it was stopped. The secrecy reviewer decides them; then an approver sets another time.',
    'refusal.attachment-altered':
      'The file of “{name}” is not the one that was signed; publication was stopped. Tell the administrator at once.',
    'refusal.screening-missing': 'The content has not been screened. Propose it again.',
    'refusal.publish-too-early': 'The approved time of publication has not come.',
    'refusal.content-altered':
      'The content is not what was signed; publication was stopped. Tell the administrator at once.',
    'refusal.authority-lapsed':
      'Whoever approved this no longer holds the office; publication was stopped. The present approver must approve it.',
    'refusal.order-not-proposed': 'The proposal is not signed; this cannot be published.',
    'refusal.order-step-missing': 'Not every step was passed; this cannot be published.',
    'refusal.order-other-content': 'A step was signed on other content; this cannot be published.',
    'refusal.order-same-person': 'One person decided two steps; this cannot be published.',
    'refusal.process-kind-missing':
      'The process lacks an unconditional “{stepKind}”. Review, secrecy review and approval must all be there.',
    'refusal.process-order':
      'Step “{stepKey}” is out of order. Review comes before secrecy review, approval last.',
    'refusal.process-key-twice': 'The key “{stepKey}” is used twice. Give each step its own.',
    'refusal.process-role': 'Step “{stepKey}” cannot be held by that role.',
    'refusal.process-unit-missing':
      'Name an existing unit for step “{stepKey}”; only steps in a named unit have one.',
    'refusal.process-escalation': 'Step “{stepKey}” is no approval and cannot be sent up.',
  },
});
