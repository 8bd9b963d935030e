/** Messages of SRU for tests. */

/** As yaz-ztest 5.34 writes it, two records of it shortened. */
export const fromYaz = `<?xml version="1.0" encoding="UTF-8"?>
<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version><zs:numberOfRecords>23</zs:numberOfRecords><zs:records><zs:record><zs:recordSchema>info:srw/schema/1/marcxml-1.1</zs:recordSchema><zs:recordPacking>xml</zs:recordPacking><zs:recordData><record xmlns="http://www.loc.gov/MARC21/slim">
  <leader>00366nam a22001698a 4500</leader>
  <datafield tag="245" ind1="1" ind2="0">
    <subfield code="a">How to program a computer</subfield>
  </datafield>
</record></zs:recordData><zs:recordPosition>1</zs:recordPosition></zs:record><zs:record><zs:recordSchema>info:srw/schema/1/diagnostics-v1.1</zs:recordSchema><zs:recordPacking>xml</zs:recordPacking><zs:recordData><diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/">
 <uri>info:srw/diagnostic/1/63</uri>
 <message>System error in retrieving records</message>
</diagnostic></zs:recordData><zs:recordPosition>2</zs:recordPosition></zs:record></zs:records><zs:nextRecordPosition>3</zs:nextRecordPosition></zs:searchRetrieveResponse>`;

export const scanned = `<zs:scanResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version><zs:terms><zs:term><zs:value>BAN</zs:value><zs:numberOfRecords>21</zs:numberOfRecords></zs:term><zs:term><zs:value>bar</zs:value><zs:displayTerm>Bar</zs:displayTerm></zs:term></zs:terms></zs:scanResponse>`;

export const explained = `<explainResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.1</version><record><recordSchema>http://explain.z3950.org/dtd/2.0/</recordSchema><recordPacking>xml</recordPacking><recordData>
    <explain xmlns="http://explain.z3950.org/dtd/2.0/"><serverInfo protocol="SRU"><host>sru.example.org</host></serverInfo><databaseInfo><title lang="zh" primary="true">联合目录</title></databaseInfo>
    <indexInfo><set name="dc" identifier="info:srw/cql-context-set/1/dc-v1.1"/><index><title>题名</title><map><name set="dc">title</name></map></index><index><map><name>isbn</name></map></index></indexInfo>
    <schemaInfo><schema name="marcxml" identifier="info:srw/schema/1/marcxml-v1.1"/></schemaInfo><configInfo><default type="numberOfRecords">10</default><setting type="maximumRecords">50</setting></configInfo></explain></recordData></record></explainResponse>`;

export const someAnswers = [fromYaz, scanned, explained];

export const someQueries = [
  "dinosaur and (bird or dinobird) not fish",
  'dc.title any/relevant/cql.string "fish \\"frog\\" \\*" sortby dc.date/sort.descending dc.title',
  '> dc = "info:srw/context-sets/1/dc-v1.1" dc.title = 文脉 prox/distance<3/unit=word "王 蒙"',
  'version=1.2&operation=searchRetrieve&query="a"&maximumRecords=10',
];
