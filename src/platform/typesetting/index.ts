export { TypesettingFault, type TypesettingFaultCode, typesettingFaults } from './faults.ts';
export { qrSvg } from './qr-svg.ts';
export { placeTable, type TypesetBlock, typesetBlocks, typesetInline } from './rich-text.ts';
export {
  endTypesetting,
  fontsInUse,
  readTemplate,
  setFontFolder,
  type Template,
  type Typeset,
  typeset,
} from './typeset.ts';
