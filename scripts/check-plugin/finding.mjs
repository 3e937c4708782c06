/** What makes an installation or Grafana's validator fail. */
export const error = (code, message) => ({ severity: 'error', code, message });

/** What a reviewer would ask to be changed. */
export const warning = (code, message) => ({ severity: 'warning', code, message });
