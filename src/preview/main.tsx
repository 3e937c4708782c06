import { createRoot } from 'react-dom/client';
import { THEME } from './bootData';
import { start } from './start';
import { Preview } from './Preview';

const element = document.getElementById('root');
if (element) {
  window.sessionStorage.setItem('sigtrail-preview-theme', THEME);
  start().then(
    (host) => createRoot(element).render(<Preview {...host} />),
    (error: unknown) => {
      element.textContent = error instanceof Error ? error.message : String(error);
    }
  );
}
