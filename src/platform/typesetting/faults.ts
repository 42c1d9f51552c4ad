/**
 * Why there is no document:
 * - `fonts-missing`: a font the layout needs is neither installed nor in the folder of fonts
 * - `bad-input`: the compiler refused the template or its data (a picture that is none)
 * - `too-slow`, `too-large`: beyond the limits of time or memory
 * - `crashed`: the process for typesetting ended
 *
 * Each is repeatable: the same data gives the same answer once its cause is gone.
 */
export const typesettingFaults = ['fonts-missing', 'bad-input', 'too-slow', 'too-large', 'crashed'] as const;
export type TypesettingFaultCode = (typeof typesettingFaults)[number];

export class TypesettingFault extends Error {
  readonly code: TypesettingFaultCode;
  constructor(code: TypesettingFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TypesettingFault';
    this.code = code;
  }
}
