export { blindIndex, deriveKey, seal, unseal } from './sealing.ts';
export { readToken, signToken, type Token, type TokenPurpose } from './tokens.ts';
