// The browser project's set-up is Grafana's own.
import './.config/jest-setup';
