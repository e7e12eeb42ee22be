import fc from 'fast-check';

// The same examples on every machine, so that a red run can be run again; FC_SEED=$RANDOM npm test looks for new ones.
const seed = Number(process.env.FC_SEED ?? 20261123);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
