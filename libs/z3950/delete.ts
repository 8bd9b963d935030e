/** Delete: result sets that are no longer needed (ISO 23950, 3.2.4). */
import { implicit, optional, sequence, sequenceOf } from "./asn1.ts";
import { otherInfo, referenceId, resultSetId } from "./parts.ts";
import { integer, named, text } from "./simple.ts";

export const deleteResultSetRequest = sequence({
  referenceId,
  deleteFunction: implicit(32, named({ list: 0, all: 1 })),
  resultSetList: optional(sequenceOf(resultSetId)),
  otherInfo,
});

const deleteSetStatus = named({
  success: 0,
  resultSetDidNotExist: 1,
  previouslyDeletedByTarget: 2,
  systemProblemAtTarget: 3,
  accessNotAllowed: 4,
  resourceControlAtOrigin: 5,
  resourceControlAtTarget: 6,
  bulkDeleteNotSupported: 7,
  notAllRsltSetsDeletedOnBulkDlte: 8,
  notAllRequestedResultSetsDeleted: 9,
  resultSetInUse: 10,
});

const listStatuses = sequenceOf(sequence({ id: resultSetId, status: implicit(33, deleteSetStatus) }));

export const deleteResultSetResponse = sequence({
  referenceId,
  deleteOperationStatus: implicit(0, deleteSetStatus),
  deleteListStatuses: optional(implicit(1, listStatuses)),
  numberNotDeleted: optional(implicit(34, integer)),
  bulkStatuses: optional(implicit(35, listStatuses)),
  deleteMessage: optional(implicit(36, text)),
  otherInfo,
});
