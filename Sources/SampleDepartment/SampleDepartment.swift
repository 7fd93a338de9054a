// SampleDepartment
