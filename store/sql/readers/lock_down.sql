-- From here on a connection opens no file, and nobody changes that.
SET enable_external_access = false;
SET lock_configuration = true;
