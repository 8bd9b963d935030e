/** What a place is found by: its names, kind, address and where it lies. */
import { searchDocument, sortKey } from "#platform/search";
