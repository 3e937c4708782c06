import type { SigtrailJsonData } from '../../contract/settings';
import type { SettingsProblems } from './settingsProblems';

/** What each section of the configuration form gets. */
export interface SectionProps {
  json: SigtrailJsonData;
  /** Sets members of jsonData; undefined removes one, so that its default holds. */
  onChange: (change: Partial<SigtrailJsonData>) => void;
  problems: SettingsProblems;
  hints: SettingsProblems;
  /** Provisioned data sources cannot be edited. */
  disabled: boolean;
}
