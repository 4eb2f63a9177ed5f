-- The buckets of the present minute, hour and day are written again every few seconds: with room left on their pages,
-- that changes no index.
ALTER TABLE vitals_history_instance SET (fillfactor = 50);
ALTER TABLE vitals_history_bucket SET (fillfactor = 80);
ALTER TABLE vitals_history_state SET (fillfactor = 50);
