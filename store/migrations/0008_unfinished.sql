-- What was begun and must be finished by whoever writes next: an erasure that has still to reach
-- files, and what must be made anew after one. And the tombstones, which lie outside too: each copy
-- mends the other.
CREATE TABLE unfinished (kind VARCHAR, begun_at TIMESTAMP, detail VARCHAR);  -- detail: JSON
CREATE TABLE tombstones (kind VARCHAR, digest VARCHAR, forgotten_at TIMESTAMP);
