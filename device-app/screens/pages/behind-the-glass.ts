/* What only technicians and staff see, in one chunk. */
export { ServicePage } from './service.tsx';
export { StaffSignInPage } from './staff-sign-in.tsx';
