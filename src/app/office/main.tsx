import { createRoot } from 'react-dom/client';
import './office.css';
import { giveStylesTheNonce } from './nonce.ts';
import { Office } from './office.tsx';

giveStylesTheNonce();
const place = document.getElementById('office');
if (place === null) throw new Error('index.html has no element #office');
createRoot(place).render(<Office />);
