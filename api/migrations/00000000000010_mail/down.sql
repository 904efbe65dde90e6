DROP TABLE password_resets;
DROP TABLE turns;
DROP TABLE email_templates;
DROP TABLE emails;
