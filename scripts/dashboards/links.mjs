// Links between the dashboards and to the app. Data links take the row's values, and carry the time range along.

const APP = '/a/sigtrail-cloudtrail-app';
export const UIDS = {
  overview: 'sigtrail-overview',
  rule: 'sigtrail-rule',
  principal: 'sigtrail-principal',
  health: 'sigtrail-health',
};

/** What every dashboard has. Other variables take several values on one and a single one on another. */
const SCOPE = '${datasource:queryparam}&${account:queryparam}&${region:queryparam}';
const to = (title, uid, variables) => ({ title, url: `/d/${uid}?${variables}&${SCOPE}&\${__url_time_range}` });

export const toRule = to('Drill down into the rule', UIDS.rule, 'var-rule=${__data.fields.rule_id:percentencode}');
export const toRulePage = {
  title: 'Open the rule’s page',
  url: `${APP}/rules/\${__data.fields.rule_id:percentencode}?ds=\${datasource}`,
};
export const toPrincipal = to(
  'What this principal did',
  UIDS.principal,
  'var-principal=${__data.fields.principal:percentencode}'
);
/** For the principal's dashboard itself: the same principal, and what one of its keys did. */
export const toAccessKey = to(
  'What this key did',
  UIDS.principal,
  '${principal:queryparam}&var-accessKey=${__value.raw:percentencode}'
);

const dashboardLink = (title, url, icon, keepTime) => ({
  type: 'link',
  title,
  url,
  icon,
  targetBlank: false,
  keepTime,
  includeVars: false,
});
const OTHERS = [
  ['Overview', 'overview'],
  ['Rule', 'rule'],
  ['Principal', 'principal'],
  ['Collector health', 'health'],
];

/** A dashboard's links: to the other ones, then to the app. */
export function dashboardLinks(own) {
  const page =
    own === 'rule'
      ? ['Rule page', `${APP}/rules/\${rule:percentencode}?ds=\${datasource}`]
      : own === 'health'
        ? ['Event coverage', `${APP}/coverage?ds=\${datasource}`]
        : ['Rule catalogue', `${APP}/rules?ds=\${datasource}`];
  return [
    ...OTHERS.filter(([, name]) => name !== own).map(([title, name]) =>
      dashboardLink(title, `/d/${UIDS[name]}?${SCOPE}`, 'dashboard', true)
    ),
    dashboardLink(...page, 'external link', false),
  ];
}
