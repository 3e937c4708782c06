import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as i18next from 'i18next';
import * as lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- Grafana shares it with plugins.
import * as moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactRouter from 'react-router';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

/** A module as a loader of AMD modules gives it: what CommonJS exports is itself the default. */
function commonJs(module: object): object {
  const inner: unknown = Reflect.get(module, 'default');
  return { ...(typeof inner === 'object' ? inner : {}), ...module, default: inner ?? module, __useDefault: true };
}

/** What Grafana shares with plugins, by the names under which their bundles ask for it. */
export const SHARED: Readonly<Record<string, unknown>> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next,
  lodash: commonJs(lodash),
  moment: commonJs(moment),
  react: commonJs(react),
  'react-dom': commonJs(reactDom),
  'react/jsx-runtime': commonJs(jsxRuntime),
  'react-router': reactRouter,
  rxjs,
  'rxjs/operators': rxjsOperators,
};
