package torg.web.rest;

import torg.api.web.Request;
import torg.web.door.Inbound;
import torg.web.house.House;

/** Everything known of a request when a resource's method runs; the house's own resources see all of it. */
record Turn(Request request, Inbound in, House house) {}
