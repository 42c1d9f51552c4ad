export {
  createTranslator,
  defineMessages,
  type Locale,
  locales,
  type Messages,
  type Translate,
  wordedParams,
} from './messages.ts';
