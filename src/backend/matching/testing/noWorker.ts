/** Stands for a worker's code where sources run unbundled: there is no such thread then. */
export const code = '';
