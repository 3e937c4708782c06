import { dump } from 'js-yaml';
import type { AlertRules } from './model';
import { provisioningFile } from './provisioning';
import { terraformFile } from './terraform';

export const ALERT_FORMATS = ['yaml', 'json', 'hcl'] as const;
export type AlertFormat = (typeof ALERT_FORMATS)[number];

/** Content types as Grafana's own export has them. */
export const ALERT_CONTENT_TYPES: Readonly<Record<AlertFormat, string>> = {
  yaml: 'application/yaml',
  json: 'application/json',
  hcl: 'text/hcl',
};

/** The alert rules as a file: provisioning YAML, the provisioning API's JSON of the same shape, or Terraform. */
export function renderAlertRules(rules: AlertRules, format: AlertFormat): string {
  switch (format) {
    case 'yaml':
      // Quoted: Grafana's YAML reader takes some plain texts for numbers that YAML 1.2 does not.
      return dump(provisioningFile(rules), { lineWidth: -1, noRefs: true, forceQuotes: true });
    case 'json':
      return `${JSON.stringify(provisioningFile(rules), undefined, 2)}\n`;
    case 'hcl':
      return terraformFile(rules);
  }
}
