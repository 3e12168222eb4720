/*
 * Namespaces of OpenDocument (ISO/IEC 26300-3:2015, 3) that are read.
 */
#ifndef RENEWD_INTAKE_SHEETS_ODS_NAMES_H
#define RENEWD_INTAKE_SHEETS_ODS_NAMES_H

#define ODS_NAMESPACE(name) "urn:oasis:names:tc:opendocument:xmlns:" name ":1.0"
#define ODS_OFFICE	    ODS_NAMESPACE("office")
#define ODS_TABLE	    ODS_NAMESPACE("table")
#define ODS_TEXT	    ODS_NAMESPACE("text")
#define ODS_STYLE	    ODS_NAMESPACE("style")
#define ODS_NUMBER	    ODS_NAMESPACE("datastyle")

#endif
