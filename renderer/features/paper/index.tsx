import { Route, Routes } from 'react-router';
import { Redirect } from '../../ui/index.ts';
import { CountView } from './count.tsx';
import { FormEditorView } from './forms/editor.tsx';
import { FormsView } from './forms/list.tsx';
import { PrintersView } from './printers/view.tsx';
import { QueueView } from './queue.tsx';
import { TemplateEditorView } from './templates/editor.tsx';
import { TemplatesView } from './templates/list.tsx';
import './paper.css';
import './templates/templates.css';

/** 打印: what waits, which printers, and whether every slip of the day came out. */
export function Feature() {
  return (
    <Routes>
      <Route index element={<Redirect to="/paper/queue" />} />
      <Route path="queue" element={<QueueView />} />
      <Route path="printers" element={<PrintersView />} />
      <Route path="forms" element={<FormsView />} />
      <Route path="forms/:id" element={<FormEditorView />} />
      <Route path="templates" element={<TemplatesView />} />
      <Route path="templates/:kind/:paper" element={<TemplateEditorView />} />
      <Route path="count" element={<CountView />} />
      <Route path="*" element={<Redirect to="/paper/queue" />} />
    </Routes>
  );
}
