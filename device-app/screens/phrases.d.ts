/** Made when the screens are built: see phrases-plugin.ts. */
declare module 'virtual:phrases' {
  const packed: string;
  export default packed;
}
