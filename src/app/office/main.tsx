import { createRoot } from 'react-dom/client';
import './css/frame.css';
import './css/pieces.css';
import './css/documents.css';
import './css/narrow.css';
import { giveStylesTheNonce } from './nonce.ts';
import { Office } from './office.tsx';

giveStylesTheNonce();
const place = document.getElementById('office');
if (place === null) throw new Error('index.html has no element #office');
createRoot(place).render(<Office />);
