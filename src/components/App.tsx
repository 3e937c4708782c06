import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { CataloguePage } from '../pages/CataloguePage';
import { CoveragePage } from '../pages/CoveragePage';
import { RulePage } from '../pages/RulePage';
import { TriagePage } from '../pages/TriagePage';
import { WorkbenchPage } from '../pages/WorkbenchPage';

/** The app's pages, below /a/sigtrail-cloudtrail-app. */
export function App(_: AppRootProps) {
  return (
    <Routes>
      <Route path="rules" element={<CataloguePage />} />
      <Route path="rules/:id" element={<RulePage />} />
      <Route path="detections/:eventId" element={<TriagePage />} />
      <Route path="coverage" element={<CoveragePage />} />
      <Route path="workbench" element={<WorkbenchPage />} />
      <Route path="*" element={<Navigate to="rules" replace />} />
    </Routes>
  );
}
