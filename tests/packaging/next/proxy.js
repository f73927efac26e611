import { NextResponse } from 'next/server';

/** A strict CSP with a nonce, as Next.js's guide has it. */
export function proxy(request) {
  const nonce = btoa(crypto.randomUUID());
  const portal = request.nextUrl.searchParams.get('portal');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    `frame-src ${portal}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: '/' };
