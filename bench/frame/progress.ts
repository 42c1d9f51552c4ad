type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

const WIDTH = 28;

/** Bars on one line in a terminal, one plain line a step and quarter elsewhere. Goes to stderr: stdout is the table's. */
export function benchProgress(output: Output): (step: string, done: number, total: number) => void {
  let told = '';
  return (step, done, total) => {
    const share = total === 0 ? 0 : Math.min(1, done / total);
    if (output.isTTY === true) {
      const full = Math.round(share * WIDTH);
      const end = total > 0 && done >= total ? '\n' : '';
      output.write(
        `\r\u001b[K[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${step} ${done}/${total}${end}`,
      );
      return;
    }
    const line = `${step} ${Math.floor(share * 4) * 25} %`;
    if (line !== told) output.write(`${line}\n`);
    told = line;
  };
}
