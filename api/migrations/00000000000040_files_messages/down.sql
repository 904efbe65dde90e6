DROP TABLE message_notices;
DROP TABLE message_marks;
DROP TABLE messages;
DROP TABLE loose_objects;
DROP TABLE submission_attachments;
DROP TABLE attachments;
