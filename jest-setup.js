// The browser project's set-up is Grafana's own.
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// How soon something appears depends on what else the machine does.
configure({ asyncUtilTimeout: 10_000 });
