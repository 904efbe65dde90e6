DROP TABLE project_leads;
DROP TABLE collaborators;
DROP TABLE presences;
DROP TABLE section_versions;
