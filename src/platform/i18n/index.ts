export {
  createTranslator,
  defineMessages,
  type Locale,
  locales,
  type Messages,
  type Translate,
} from './messages.ts';
