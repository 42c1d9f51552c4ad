/** What attackers try first, without decoration: our own short list of patterns seen everywhere. */
const words = `password passwd admin administrator root welcome letmein login master superman dragon monkey football
baseball sunshine princess iloveyou woaini woaiwojia aini wodemima mima guanliyuan gongkai dangwu zhengwu cunwu
zhongguo beijing shanghai qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc iqaz zaqwsx abcdef abcdefg
abcdefgh abcdefghij abcabc abcd test testing guest user demo changeme secret default system manager server oracle
postgres database internet computer windows microsoft google baidu tencent huawei xiaomi alibaba taobao nihao
nihaoma xiexie zaijian laoban mingtian jintian hello hellokitty freedom whatever trustnoi starwars pokemon michael
jennifer jordan hunter ranger killer pepper summer winter spring autumn october november december january february
passwordpassword adminadmin qweqwe qweasd qweasdzxc asdasd zxczxc aaaaaa abcabcabc`;

const digits = `1234567890 0123456789 12345678910 123456123456 1234512345 9876543210 0987654321 1122334455 1111111111
0000000000 8888888888 6666666666 1234554321 123123123123 147258369 1472583690 7894561230 1357924680 5201314520
13145201314 1234567891 12345678901 123456789012 1231231231 5205205201 1212121212`;

export const commonPasswords: ReadonlySet<string> = new Set(`${words} ${digits}`.split(/\s+/));
