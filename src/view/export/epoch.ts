// The moment that virtual time 0 stands for, where a format wants Unix time: the night of the incident.

/** 2024-05-20T02:00:00Z, in ms: the container starts. */
export const EPOCH_MS = 1_716_170_400_000;
