export { bundledRules } from 'virtual:bundled-rules';
