"""Names of tools, methods and norms, the same in every language."""

from __future__ import annotations

from typing import Final

TOOLS: Final = """
    Python, Java, JavaScript, TypeScript, C++, C#, Rust, Ruby, Ruby on Rails, PHP, Kotlin, Swift,
    Scala, Perl, MATLAB, SAS, Stata, SPSS, VBA, SQL, PL/SQL, T-SQL, NoSQL, HTML, CSS, Sass, Bash,
    PowerShell, Golang, Fortran, COBOL, Haskell, Elixir, Dart, Flutter, Objective-C,
    React, React Native, Angular, Vue.js, Vue, Svelte, Next.js, Node.js, jQuery, Django,
    Flask, FastAPI, Spring, Spring Boot, Laravel, Symfony, .NET, ASP.NET, Unity, Unreal Engine,
    PostgreSQL, MySQL, MariaDB, SQLite, Oracle, SQL Server, MongoDB, Redis, Cassandra,
    Elasticsearch, Snowflake, BigQuery, Redshift, Databricks, dbt, Airflow, Spark, Hadoop, Kafka,
    RabbitMQ, pandas, NumPy, scikit-learn, PyTorch, TensorFlow, Keras, Jupyter, R Studio,
    Power BI, Tableau, Looker, Qlik, Excel, Word, PowerPoint, Outlook, Access, Google Sheets,
    Google Analytics, Google Ads, Matomo, Docker, Kubernetes, Terraform, Ansible, Jenkins, GitLab,
    GitHub, Git, GitHub Actions, CI/CD, Linux, Unix, Windows Server, Active Directory, VMware, AWS,
    Azure, GCP, Google Cloud, Prometheus, Grafana, Nginx, Apache, REST, GraphQL, gRPC, SOAP, OAuth,
    TCP/IP, DNS, VPN, Cisco, Wireshark, OWASP, Selenium, Cypress, Playwright, JUnit, pytest,
    Postman, Jira, Confluence, Trello, Asana, Notion, Slack, Microsoft Teams, SharePoint,
    Salesforce, HubSpot, Zoho, Pipedrive, Zendesk, Freshdesk, Intercom, ServiceNow, SAP, Sage,
    Odoo, Oracle Financials, Microsoft Dynamics, Navision, QuickBooks, Xero, Cegid, Shopify,
    WooCommerce, PrestaShop, Magento, WordPress, Drupal, Mailchimp, Brevo, Canva, Figma, Sketch,
    Adobe XD, Photoshop, Illustrator, InDesign, Premiere Pro, After Effects, Lightroom, Blender,
    AutoCAD, SolidWorks, CATIA, Revit, SketchUp, ArcGIS, QGIS, LabVIEW, Simulink, PLC, SCADA,
    Arduino, Raspberry Pi, Scrum, Kanban, Agile, SAFe, Lean, Six Sigma, Lean Six Sigma, Kaizen,
    PRINCE2, PMP, ITIL, COBIT, DevOps, MLOps, TDD, SEO, SEA, SEM, CRM, ERP, KPI, OKR, B2B, B2C,
    ETL, API, UX, UI, BI, GDPR, RGPD, HACCP, ISO 9001, ISO 14001, ISO 27001, IFRS, GAAP, SOX,
    KYC, AML, TOEIC, TOEFL, IELTS, Opera PMS, Amadeus, Sabre, LLM, NLP, machine learning,
    deep learning, computer vision
"""
