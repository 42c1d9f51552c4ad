import type { BucketFault } from '#platform/files';

/** What an operator can do about each fault of the bucket. */
const advice: Readonly<Record<BucketFault['code'], readonly [zh: string, en: string]>> = {
  denied: [
    '密钥不对，或无权使用此存储桶，请核对 GONGKAI_S3_KEY、GONGKAI_S3_SECRET',
    'the keys are wrong or may not use this bucket; check GONGKAI_S3_KEY and GONGKAI_S3_SECRET',
  ],
  clock: [
    '本机时间与对象存储相差过大，请校准本机时间',
    'the clock of this machine differs too much from the service’s; set it right',
  ],
  region: [
    '区域不对，请在地址后注明 &region=…',
    'the service is in another region; name it in the address: &region=…',
  ],
  'no-bucket': [
    '没有此存储桶，请先建立，或核对名称',
    'there is no such bucket; make it first, or check its name',
  ],
  away: [
    '对象存储没有应答，请核对 endpoint 与网络',
    'the service does not answer; check endpoint and network',
  ],
  altered: [
    '存入或取回的字节与其摘要不符，请勿使用此存储桶，先查明原因',
    'bytes are not those of their hash; find out why before this bucket is used',
  ],
  unexpected: ['对象存储的应答无法理解', 'the service gave an answer that is not understood'],
};

/** What went wrong with the bucket and what to do, in both languages; never a key. */
export function bucketLines(fault: BucketFault): string {
  const [zh, en] = advice[fault.code];
  return `对象存储不能使用：${zh}。/ The bucket cannot be used: ${en} (${fault.message}).`;
}
