import { css } from '@emotion/css';

/** For controls with a width of their own: it is for screens that have room. */
export const NO_WIDER = css({ maxWidth: '100%' });
