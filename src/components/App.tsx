import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';

// A page is fetched when it is opened: the catalogue does not wait for the workbench.
const CataloguePage = lazy(() =>
  import('../pages/CataloguePage').then(({ CataloguePage: page }) => ({ default: page }))
);
const CoveragePage = lazy(() => import('../pages/CoveragePage').then(({ CoveragePage: page }) => ({ default: page })));
const RulePage = lazy(() => import('../pages/RulePage').then(({ RulePage: page }) => ({ default: page })));
const TriagePage = lazy(() => import('../pages/TriagePage').then(({ TriagePage: page }) => ({ default: page })));
const WorkbenchPage = lazy(() =>
  import('../pages/WorkbenchPage').then(({ WorkbenchPage: page }) => ({ default: page }))
);

/** The app's pages, below /a/sigtrail-cloudtrail-app. */
export function App(_: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <Routes>
        <Route path="rules" element={<CataloguePage />} />
        <Route path="rules/:id" element={<RulePage />} />
        <Route path="detections/:eventId" element={<TriagePage />} />
        <Route path="coverage" element={<CoveragePage />} />
        <Route path="workbench" element={<WorkbenchPage />} />
        <Route path="*" element={<Navigate to="rules" replace />} />
      </Routes>
    </Suspense>
  );
}
