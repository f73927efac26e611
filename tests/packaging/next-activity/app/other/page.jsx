import { Suspense } from 'react';
import { Back } from './Back';

export default function Page() {
  return (
    <Suspense>
      <Back />
    </Suspense>
  );
}
