-- Themes and asks that were judged; whole audits without their asks.
SELECT theme_id, ask_id FROM judgements UNION SELECT theme_id, NULL FROM audited;
