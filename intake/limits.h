/*
 * What a register may need at the most. Every one of these is tested.
 */
#ifndef RENEWD_INTAKE_LIMITS_H
#define RENEWD_INTAKE_LIMITS_H

#define INTAKE_COLUMNS_MAX 256
#define INTAKE_CELL_MAX	   16384	 /* bytes; a longer cell is cut, with a problem */
#define INTAKE_LINE_MAX	   (1024 * 1024) /* bytes of a line, or of a row of several lines */

#define REGISTER_SIZE_MAX  (2ll * 1024 * 1024 * 1024) /* bytes of a file that is read in passes */
#define REGISTER_WHOLE_MAX (64 * 1024 * 1024)	      /* bytes of one that must be held whole */
#define REGISTER_ROWS_MAX  5000000
#define REGISTER_PARTS_MAX 1000 /* sheets of a spreadsheet, tables of a page */

#endif
