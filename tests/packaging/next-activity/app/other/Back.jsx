'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

export const Back = () => <Link id="back" href={`/?portal=${useSearchParams().get('portal')}`}>Back</Link>;
