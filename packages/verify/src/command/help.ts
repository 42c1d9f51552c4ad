import type { Lang } from '../words/report-words.ts';

export const helpText: Readonly<Record<Lang, string>> = {
  zh: `gongkai-verify <网址或文件夹> [选项]       核对一个站点（或其副本）与它的透明日志
gongkai-verify proof [<文件>] <证明> [选项]  核对一份文件（保存的网页、附件、parts.json）与 .tlog-proof

选项
  --key <vkey>       信任的日志公钥，可多次；不给则用记住的，第一次先信任站点公布的
  --policy <文件>    见证策略（c2sp.org/tlog-policy）：见证单位的公钥和人数要求
  --memory <文件夹>  记住检查点和公钥的地方，默认 ~/.gongkai-verify；--no-memory 不记
  --copy <文件夹>    边核对边留一份副本，以后可离线再核对
  --log-only         只核对日志，不看网页
  --strict           “注意”也算不符
  --json             每行一个 JSON
  --lang zh|en       语言

退出码：0 相符；1 有不符；2 无法运行。`,
  en: `gongkai-verify <site or folder> [options]        checks a site (or a copy of it) against its transparency log
gongkai-verify proof [<document>] <proof> [options]  checks a document (saved page, attachment, parts.json) against its .tlog-proof

options
  --key <vkey>       key of the log you trust, repeatable; else the one remembered, at first the one the site shows
  --policy <file>    witness policy (c2sp.org/tlog-policy): keys of witnesses, and how many it takes
  --memory <folder>  where checkpoints and keys are remembered, ~/.gongkai-verify; --no-memory: nowhere
  --copy <folder>    keeps a copy of everything read, to be checked again without the site
  --log-only         the log alone, no pages
  --strict           lines for attention count as findings
  --json             one JSON object a line
  --lang zh|en       language

Exit codes: 0 all holds; 1 findings; 2 could not run.`,
};
