import { Route, Routes, useParams } from 'react-router';
import { Redirect } from '../../ui/index.ts';
import { BagsScreen } from './bags.tsx';
import { IssueScreen } from './issue.tsx';
import { OldPartsScreen } from './old-parts.tsx';
import { PapersScreen } from './papers.tsx';
import './parts.css';
import { RequestsScreen } from './requests.tsx';
import { partsRooms } from './rooms.ts';
import { StockScreen } from './stock.tsx';

/** 仓库: stock, issue, bags, old parts, papers. A bare id opens the part (the palette leads there). */
export function Feature() {
  return (
    <Routes>
      <Route index element={<Redirect to="/parts/stock" />} />
      <Route path="stock/:id?" element={<StockScreen />} />
      <Route path="issue/:id?" element={<IssueScreen />} />
      <Route path="bags/:id?" element={<BagsScreen />} />
      <Route path="old/:id?" element={<OldPartsScreen />} />
      <Route path="requests/:id?" element={<RequestsScreen />} />
      <Route path="papers/:id?" element={<PapersScreen />} />
      {partsRooms.flatMap((room) =>
        room.routes.map(({ path, screen: Page }) => <Route key={path} path={path} element={<Page />} />),
      )}
      <Route path=":id" element={<OpenPart />} />
    </Routes>
  );
}

function OpenPart() {
  const { id = '' } = useParams();
  return <Redirect to={`/parts/stock/${encodeURIComponent(id)}`} />;
}
