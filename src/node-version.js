// Plain JavaScript on purpose: it runs first, on whatever Node is there, before any file that an old one cannot read.
import process from 'node:process';

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `funnel-alerts needs Node 24 or newer, and this is ${process.version}: run it through npm (npm start) after an "npm ci" with install scripts allowed, which brings Node 24 along, or install Node 24.`,
  );
  process.exit(1);
}
