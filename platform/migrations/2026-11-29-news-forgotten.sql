-- News is forgotten once everybody has heard it: each deleted row asks whether a delivery of it is still open.
create index delivery_event on platform.delivery (event);
